# Bash completion for interleave.

_interleave()
{
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
    COMPREPLY=()
    if [ "$COMP_CWORD" -eq 1 ]; then
        mapfile -t COMPREPLY < <(compgen -W "list run explore merge analyze convert --help --version" -- "$word")
        return
    fi
    if [ "${COMP_WORDS[1]}" = list ]; then
        mapfile -t COMPREPLY < <(compgen -W "--json --names --help" -- "$word")
        return
    fi
    if [ "${COMP_WORDS[1]}" = analyze ]; then
        mapfile -t COMPREPLY < <(compgen -f -- "$word"; compgen -W "--json --help" -- "$word")
        return
    fi
    if [ "${COMP_WORDS[1]}" = merge ]; then
        if [[ $word == -* ]]; then
            mapfile -t COMPREPLY < <(compgen -W "--json --save --schedules --help" -- "$word")
        else
            mapfile -t COMPREPLY < <(compgen -f -- "$word")
        fi
        return
    fi
    if [ "${COMP_WORDS[1]}" = convert ]; then
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
        return
    fi
    local options="--set --live --strategy --seed --schedule --time --speed --step --hold
                --json --analyze --max-steps --events --export --help"
    [ "${COMP_WORDS[1]}" = explore ] && options="--set --algorithm --preemptions --random --seed --time --notify-any --spurious
                --max-steps --max-executions --seconds --shard --jobs --schedule --json --save --schedules --help"
    case $before in
    --algorithm) mapfile -t COMPREPLY < <(compgen -W "optimal exhaustive preemptions random pct" -- "$word") ;;
    --strategy) mapfile -t COMPREPLY < <(compgen -W "round-robin random pct by-hand replay" -- "$word") ;;
    --time) mapfile -t COMPREPLY < <(compgen -W "respected ignored" -- "$word") ;;
    --schedules) mapfile -t COMPREPLY < <(compgen -d -- "$word") ;;
    --schedule | --export | --save) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    --seed | --speed | --max-steps | --events | --set | --preemptions | --random | --spurious | --max-executions | --seconds | \
        --shard | --jobs) ;;
    *)
        if [[ $word == -* ]]; then
            mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
        else
            # A colon separates words for the shell: complete what stands behind it.
            local whole=${COMP_LINE:0:COMP_POINT}
            whole=${whole##* }
            mapfile -t COMPREPLY < <(compgen -W "$(interleave list --names 2>/dev/null)" -- "$whole")
            [[ $whole == *:* ]] && COMPREPLY=("${COMPREPLY[@]#"${whole%:*}:"}")
        fi
        ;;
    esac
}
complete -F _interleave interleave
