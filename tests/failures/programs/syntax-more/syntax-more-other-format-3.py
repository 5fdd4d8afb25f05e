<!-- notes -->
