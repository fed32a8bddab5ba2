"""The program: `python -m bot`, or `colloquy` where it is installed."""

from bot.cli import main

if __name__ == "__main__":
    main()
