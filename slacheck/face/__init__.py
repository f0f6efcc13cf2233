"""The faces: where disk, clock and terminal meet the pure core. They translate, and judge nothing."""
