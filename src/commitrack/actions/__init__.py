"""The commands without a command line: values in, values out; nothing here prints."""
