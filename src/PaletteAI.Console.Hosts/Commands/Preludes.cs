using System.Globalization;

namespace PaletteAI.Console.Hosts.Commands;

/// <summary>What stands before every command on a host: constant scripts with the command as their arguments.</summary>
internal static class Preludes
{
    /// <summary>What reads from nothing.</summary>
    public const string NoInput = "/dev/null";

    /// <summary>What reads from the connection.</summary>
    public const string InputOfConnection = "-";

    // $0 a random word, $1 seconds, $2 the file to read from, then the command.
    // The host ends the command as well: sshd does not pass on signals to a log-in of root, nor a user's to what sudo started.
    private const string Run =
        """
        PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin LC_ALL=C; export PATH LC_ALL
        [ "$2" = - ] || exec <"$2" || exit
        s=$1; shift 2
        if timeout -k 1 1 true 2>/dev/null; then exec timeout -k 2 "$s" "$@"; else exec "$@"; fi
        """;

    /// <summary>The word on both outputs tells the command's own output from what the shell's start-up files print before it.</summary>
    public const string AsUser =
        """
        printf '%s\n' "$0"; printf '%s\n' "$0" >&2

        """ + Run;

    /// <summary>The word on standard error tells that sudo let the command begin.</summary>
    public const string AsRoot =
        """
        printf '%s\n' "$0" >&2

        """ + Run;

    /// <summary>A little more than the console itself waits, which is then the first to end it.</summary>
    public static string Seconds(TimeSpan limit) => ((int)Math.Ceiling(limit.TotalSeconds) + 1).ToString(CultureInfo.InvariantCulture);
}
