if [ -f notes ]; then
