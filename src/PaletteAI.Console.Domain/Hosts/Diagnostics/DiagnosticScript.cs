namespace PaletteAI.Console.Domain.Hosts.Diagnostics;

/// <summary>What a host tries towards one target, on a person's wish. Constant; it only reads.</summary>
public static class DiagnosticScript
{
    /// <summary>POSIX shell. $1 ping, port or dns; $2 the target; $3 the port. Exit code 0 = it worked.</summary>
    public const string Text =
        """
        t() { if command -v timeout >/dev/null; then timeout "$@"; else shift; "$@"; fi; }
        case $1 in
          ping) exec ping -c 5 -i 0.2 -W 1 "$2" 2>&1;;
          port)
            if command -v bash >/dev/null; then e=$(t 5 bash -c ': >"/dev/tcp/$0/$1"' "$2" "$3" 2>&1); r=$?; else e=$(nc -z -w 5 "$2" "$3" 2>&1); r=$?; fi
            case "$r $e" in 0*) echo open;; *refused*) echo refused;; *[Nn]o\ route*|*nreachable*) echo unreachable;; *not\ known*|*resolution*) echo "no such name";; *) echo silent;; esac
            exit "$r";;
          dns) getent ahosts "$2"; r=$?; grep -E '^(nameserver|search)' /etc/resolv.conf; exit "$r";;
          *) exit 64;;
        esac
        """;
}
