"""Commands: parse, call one library function, print (floor 5). Results to stdout, everything else to stderr."""
