namespace PaletteAI.Console.Domain.Hosts.Trust;

/// <summary>What puts a public key among those a user may log in with, and takes one away (sshd(8), AUTHORIZED_KEYS FILE FORMAT).</summary>
public static class AuthorizedKeys
{
    /// <summary>POSIX shell; $1 is the line. Adding it twice adds it once.</summary>
    public const string Add =
        """
        set -e; umask 077; f="$HOME/.ssh/authorized_keys"
        mkdir -p "$HOME/.ssh"
        grep -qxF -e "$1" "$f" 2>/dev/null && exit 0
        [ -s "$f" ] && [ -n "$(tail -c 1 "$f")" ] && printf '\n' >>"$f"
        printf '%s\n' "$1" >>"$f"
        command -v restorecon >/dev/null && restorecon "$HOME/.ssh" "$f" || :
        """;

    /// <summary>POSIX shell; $1 is the line. The file is replaced in one step, and every other line of it stays.</summary>
    public const string Remove =
        """
        set -e; umask 077; f="$HOME/.ssh/authorized_keys"; t="$f.palette-console"
        grep -qxF -e "$1" "$f" 2>/dev/null || exit 0
        cp -p "$f" "$t"
        grep -vxF -e "$1" "$f" >"$t" || [ $? -eq 1 ]
        mv -f "$t" "$f"
        """;
}
