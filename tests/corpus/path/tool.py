"""A command line tool opens what its user names."""
import argparse
import os
import sys


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("file")
    args = parser.parse_args()
    with open(args.file) as fh:  # good: the user's own file
        print(fh.read())
    with open(os.path.join(os.environ["HOME"], ".toolrc")) as fh:  # good: the environment
        print(fh.read())
    os.remove(sys.argv[2])  # good: an argument


if __name__ == "__main__":
    main()
