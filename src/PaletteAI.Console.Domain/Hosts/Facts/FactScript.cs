namespace PaletteAI.Console.Domain.Hosts.Facts;

/// <summary>What gathers all facts of a host in one round trip. Constant; it only reads.</summary>
public static class FactScript
{
    /// <summary>
    /// POSIX shell, $1 a random word. Each part begins with a line "word name command" and ends where the next begins.
    /// What is missing on a host leaves its part empty.
    /// </summary>
    public const string Text =
        """
        m=$1
        s() { n=$1; shift; printf '\n%s %s %s\n' "$m" "$n" "$*"; "$@" 2>/dev/null </dev/null; }
        t() { if command -v timeout >/dev/null; then timeout 5 "$@"; else "$@"; fi; }
        nics() { for d in /sys/class/net/*; do i=${d##*/}; [ -d "$d" ] || continue
          printf '%s %s %s %s %s %s\n' "$i" "$(cat "$d/address")" "$(cat "$d/mtu")" "$(cat "$d/operstate")" "$([ -e "$d/device" ] && echo physical || echo virtual)" "$(cat "$d/type")"; done; }
        gpus() { for d in /sys/bus/pci/devices/*; do case $(cat "$d/class") in 0x03*) printf '%s %s %s\n' "${d##*/}" "$(cat "$d/vendor")" "$(cat "$d/device")";; esac; done; }
        content() { for d in /opt/spectrocloud/content /usr/local/spectrocloud/bundle /usr/local/spectrocloud/content /opt/content; do [ -d "$d" ] &&
          printf '%s %s %s %s\n' "$(t find "$d" -type f | wc -l)" "$(t find "$d" -type f -size 0 | wc -l)" "$(t du -sk "$d" | cut -f1)" "$d"; done; }
        listening() { cat /proc/net/tcp /proc/net/tcp6 | while read -r _ local _ state _; do [ "$state" = 0A ] && echo "$local"; done; }
        blocks() { lsblk -J -b -o NAME,TYPE,SIZE,FSTYPE,MOUNTPOINT,RO,RM,MODEL,SERIAL,TRAN,PTTYPE || lsblk -J -b -o NAME,TYPE,SIZE,FSTYPE,MOUNTPOINT; }
        ntp() { timedatectl show || t chronyc -n tracking || timedatectl; }
        services() { for u in containerd spectro-containerd docker crio kubelet k3s rke2-server systemd-timesyncd chronyd chrony ntpd ntp ntpsec firewalld ufw; do
          a=$(systemctl is-active "$u"); [ "$a" = active ] && echo "$u"; done; }
        secureboot() { od -An -t u1 /sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c; }
        firmware() { [ -d /sys/firmware/efi ] && echo uefi || echo bios; }
        sysctls() { for k in net/ipv4/ip_forward net/bridge/bridge-nf-call-iptables fs/inotify/max_user_instances fs/inotify/max_user_watches; do
          [ -r "/proc/sys/$k" ] && printf '%s=%s\n' "$k" "$(cat "/proc/sys/$k")"; done; }
        s clock-begin date +%s.%N
        s user id -u
        s os cat /etc/os-release
        s kernel uname -srm
        s hostname cat /proc/sys/kernel/hostname
        s machine-id cat /etc/machine-id
        s cpu-count grep -c ^processor /proc/cpuinfo
        s cpu-info sed '/^$/q' /proc/cpuinfo
        s memory grep -E '^(MemTotal|MemAvailable|SwapTotal):' /proc/meminfo
        s disks blocks
        s space df -P -k / /var /usr/local /opt /oem
        s gpus gpus
        s gpu-names lspci
        s cgroup stat -fc %T /sys/fs/cgroup
        s controllers cat /sys/fs/cgroup/cgroup.controllers /proc/cgroups
        s nics nics
        s addresses ip -o addr show
        s routes ip -4 route show table main
        s routes6 ip -6 route show table main
        s dns cat /etc/resolv.conf
        s ntp ntp
        s services services
        s ports listening
        s runtime containerd --version
        s kubelet kubelet --version
        s content content
        s firmware firmware
        s secure-boot secureboot
        s virtual systemd-detect-virt
        s sysctls sysctls
        s uptime cat /proc/uptime
        s clock-end date +%s.%N
        printf '\n%s end\n' "$m"
        """;
}
