"""The reason for a state in a sentence, by what is measured."""
