/* a comment
   over lines */
total = 3
