# Completion of remedy's commands for fish; sourced at the first Tab. What there is
# to offer `remedy complete` knows.

function __remedy_completion
    set -l words (commandline -opc) (commandline -ct)
    set -l program remedy
    set -q __remedy_bin; and set program $__remedy_bin
    for line in ($program complete -- $words[2..-1] 2>/dev/null)
        switch $line
            case '@files*'
                __fish_complete_path (commandline -ct)
            case '@dirs*'
                __fish_complete_directories (commandline -ct)
            case '@commands*'
                complete -C (commandline -ct)
            case '*'
                echo $line
        end
    end
end
