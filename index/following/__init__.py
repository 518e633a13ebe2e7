"""What brings new articles: a watched folder, and feeds whose pages become files in it."""
