"""YAML to packs: a reader that keeps positions, the schema of the files, the loader, and the checks of the content."""
