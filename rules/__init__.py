"""The rulebooks that come with nakanaori: YAML only, one folder a rulebook."""
