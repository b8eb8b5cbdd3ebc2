namespace PaletteAI.Console.Domain.Hosts.Diagnostics;

/// <summary>What gathers a host's logs. Constant; it only reads. Files with credentials are not among them.</summary>
public static class LogScript
{
    /// <summary>POSIX shell, $1 a random word. Each part begins with a line "word name command".</summary>
    public const string Text =
        """
        m=$1
        s() { n=$1; shift; printf '\n%s %s %s\n' "$m" "$n" "$*"; "$@" 2>&1 </dev/null | tail -c 200000; }
        t() { if command -v timeout >/dev/null; then timeout 10 "$@"; else "$@"; fi; }
        j() { t journalctl --no-pager -q -n 1000 -u "$1"; }
        logs() { for f in /var/log/kube-init.log /var/log/kube-join.log /var/log/kube-pre-init.log /var/log/kube-post-init.log /var/log/provider-kubeadm.log /var/log/stylus-upgrade.log; do
          [ -r "$f" ] && { echo "== $f"; tail -n 500 "$f"; }; done; }
        s date date -u
        s uptime uptime
        s failed-units t systemctl --failed --no-pager --plain
        s space df -h
        s memory cat /proc/meminfo
        s addresses ip addr show
        s routes ip route show
        s kernel-log t dmesg -T
        for u in stylus-agent stylus-operator spectro-stylus-agent spectro-stylus-operator containerd spectro-containerd kubelet k3s systemd-timesyncd chronyd; do s "unit-$u" j "$u"; done
        s logs logs
        printf '\n%s end\n' "$m"
        """;
}
