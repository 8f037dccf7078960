"""What the site publishes beside its pages."""
