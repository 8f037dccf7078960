"""What stands beside the pages: data, permalinks, cards, search, notebooks to run."""
