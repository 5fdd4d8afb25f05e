printf "a"
