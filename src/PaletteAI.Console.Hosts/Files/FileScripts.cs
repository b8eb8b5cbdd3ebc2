namespace PaletteAI.Console.Hosts.Files;

/// <summary>
/// What is run on a host to read and write files: constant POSIX scripts whose every changing part is an argument.
/// By command and not by SFTP, because SFTP cannot sudo. GNU and busybox tools both know all options used.
/// </summary>
internal static class FileScripts
{
    /// <summary>$1 path, $2 most bytes. "ok size mode mtime owner:group path" and NUL, then the content (one byte more than allowed when larger).</summary>
    public const string Read =
        """
        f=$(readlink -f -- "$1" && printf x) || { echo not-found; exit; }
        f=${f%??}
        [ -e "$f" ] || { echo not-found; exit; }
        [ -f "$f" ] || { echo not-a-file; exit; }
        [ -r "$f" ] || { echo access-denied; exit; }
        exec 3<"$f" || exit 1
        printf 'ok %s %s\0' "$(stat -L -c '%s %a %Y %U:%G' -- "$f")" "$f"
        [ "$2" = 0 ] && exec sha256sum <&3
        exec head -c "$2" <&3
        """;

    /// <summary>
    /// Standard input: new content. $1 path, $2 SHA-256 wanted before (empty = any, "-" = no file), $3 SHA-256 of the new content,
    /// $4 name of the temporary file, $5 suffix of the backup (empty = none), $6 mode of a new file.
    /// The lock on the folder keeps two consoles apart between comparing and renaming.
    /// </summary>
    public const string Write =
        """
        set -u; umask 077
        f=$(readlink -f -- "$1" && printf x) || { echo not-found; exit; }
        f=${f%??}
        d=${f%/*}; d=${d:-/}; b=${f##*/}
        [ -d "$d" ] || { echo not-found; exit; }
        [ "$(id -u)" = 0 ] || [ -w "$d" ] || { echo access-denied; exit; }
        if command -v flock >/dev/null; then exec 8<"$d" && flock -w 15 8 || { echo busy; exit; }; fi
        have=-
        if [ -e "$f" ]; then
          [ -f "$f" ] || { echo not-a-file; exit; }
          have=$(sha256sum <"$f") || exit 1
          have=${have%% *}
        fi
        [ -z "$2" ] || [ "$2" = "$have" ] || { echo "changed $have"; exit; }
        t=$d/$4
        trap 'rm -f -- "$t"' EXIT; trap 'exit 1' HUP INT TERM PIPE
        cat >"$t" || exit 1
        got=$(sha256sum <"$t") || exit 1
        [ "${got%% *}" = "$3" ] || { echo cut; exit; }
        k=
        if [ "$have" = - ]; then
          chmod "$6" -- "$t" || exit 1
        else
          chown "$(stat -c %u:%g -- "$f")" -- "$t" && chmod "$(stat -c %a -- "$f")" -- "$t" || exit 1
          [ ! -d /sys/fs/selinux ] || chcon --reference="$f" -- "$t" 2>/dev/null || :
          if [ -n "$5" ]; then k=$d/$b.$5; ln -- "$f" "$k" 2>/dev/null || cp -p -- "$f" "$k" || exit 1; fi
        fi
        sync -- "$t" 2>/dev/null || fsync "$t" 2>/dev/null || sync
        mv -f -T -- "$t" "$f" || exit 1
        sync -- "$d" 2>/dev/null || sync
        printf 'done\0%s\0%s' "$k" "$f"
        """;

    /// <summary>$1 path. For each backup beside it: "sha256 size path", each ended by NUL.</summary>
    public const string Backups =
        """
        f=$(readlink -f -- "$1" && printf x) || { echo not-found; exit; }
        f=${f%??}
        d=${f%/*}
        [ -x "${d:-/}" ] && [ -r "${d:-/}" ] || { echo access-denied; exit; }
        echo ok
        for k in "$f".*.bak; do
          [ -f "$k" ] && [ ! -L "$k" ] || continue
          s=$(sha256sum <"$k") || exit 1
          printf '%s %s %s\0' "${s%% *}" "$(stat -c %s -- "$k")" "$k"
        done
        """;
}
