namespace PaletteAI.Console.Domain.Hosts.Facts;

/// <summary>What a host tries out towards others, all at the same time. Constant; leaves nothing behind.</summary>
public static class ProbeScript
{
    /// <summary>
    /// POSIX shell. $1 a random word, $2 the VIP (empty = none), $3 own address, then peers as "address packet-size" in two arguments each.
    /// Each part ends with a line "rc=" and the exit code. Somebody who refuses a TCP connection is there as much as one who accepts it.
    /// </summary>
    public const string Text =
        """
        m=$1 vip=$2 own=$3; shift 3
        p() { n=$1; shift; o=$("$@" 2>&1 </dev/null); r=$?; printf '\n%s %s %s\n%s\nrc=%s\n' "$m" "$n" "$*" "$o" "$r"; }
        t() { if command -v timeout >/dev/null; then timeout "$@"; else shift; "$@"; fi; }
        nic() { ip -o route get "$1" 2>/dev/null | sed -n 's/.* dev \([^ ]*\).*/\1/p' | head -n 1; }
        nic_of() { ip -o addr show | while read -r _ i _ a _; do [ "${a%/*}" = "$1" ] && echo "$i"; done; }
        tcp() {
          if command -v bash >/dev/null; then e=$(t 2 bash -c ': >"/dev/tcp/$0/$1"' "$1" "$2" 2>&1); r=$?; else e=$(nc -z -w 2 "$1" "$2" 2>&1); r=$?; fi
          case "$r $e" in 0*) echo open;; *refused*) echo refused;; *[Nn]o\ route*|*nreachable*) echo unreachable;; *) echo silent;; esac; }
        latency() {
          for d in /var/lib /var/tmp; do f=$(mktemp "$d/.palette-latency.XXXXXX" 2>/dev/null) && break; done
          [ -n "$f" ] || return 1
          dd if=/dev/zero of="$f" bs=2300 count=100 oflag=dsync 2>&1; r=$?; rm -f -- "$f"; return $r; }
        ping_whole() { ping -M do -s "$2" -c 2 -i 0.2 -W 1 -q "$1"; }
        (
          if [ -n "$vip" ]; then
            p vip-arp arping -D -c 2 -w 2 -I "$(nic "$vip")" "$vip" &
            ( p vip-ping ping -c 2 -i 0.5 -W 1 -q "$vip"; p vip-neighbour ip neigh show to "$vip" ) &
            for port in 22 443 6443; do p "vip-tcp-$port" tcp "$vip" "$port" & done
          fi
          p own-arp arping -D -c 1 -w 1 -I "$(nic_of "$own")" "$own" &
          p latency latency &
          while [ $# -ge 2 ]; do
            p "ping-$1" ping -c 5 -i 0.2 -W 1 -q "$1" &
            p "whole-$1" ping_whole "$1" "$2" &
            for port in 22 6443; do p "tcp-$1-$port" tcp "$1" "$port" & done
            shift 2
          done
          wait
        ) | cat
        printf '\n%s end\n' "$m"
        """;
}
