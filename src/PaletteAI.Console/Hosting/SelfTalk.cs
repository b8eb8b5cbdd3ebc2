using System.Net;
using System.Net.NetworkInformation;

namespace PaletteAI.Console.Hosting;

/// <summary>Whether a configured appliance would be this console itself, which would answer its own questions for ever.</summary>
internal static class SelfTalk
{
    /// <summary>True when <paramref name="appliance"/> has the console's port on an address of this machine. Names are not looked up.</summary>
    public static bool IsSelf(Uri appliance, Uri console) =>
        appliance.Port == console.Port
        && (appliance.Host.Equals(console.Host, StringComparison.OrdinalIgnoreCase) || IsThisMachine(appliance.Host));

    /// <summary>Whether a host part means this machine.</summary>
    public static bool IsThisMachine(string host)
    {
        var name = host.Trim('[', ']');
        if (name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || name.Equals(Environment.MachineName, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        return IPAddress.TryParse(name, out var address) && (IPAddress.IsLoopback(address) || OwnAddresses().Contains(address));
    }

    /// <summary>Addresses of this machine's interfaces.</summary>
    public static IReadOnlyList<IPAddress> OwnAddresses() =>
        [.. NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(nic => nic.GetIPProperties().UnicastAddresses)
            .Select(a => a.Address)
            .Where(a => !a.IsIPv6LinkLocal)];
}
