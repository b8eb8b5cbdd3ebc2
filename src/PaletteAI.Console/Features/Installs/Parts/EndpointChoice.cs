using System.Collections.Immutable;
using PaletteAI.Console.Application.Operations.Drafts;

namespace PaletteAI.Console.Features.Installs.Parts;

/// <summary>VIP or DNS name. The one not chosen is parked, so that changing one's mind loses nothing.</summary>
public static class EndpointChoice
{
    /// <summary>Path of the VIP.</summary>
    public const string VipPath = "spec.cluster.vip";

    /// <summary>Path of the DNS name.</summary>
    public const string DnsNamePath = "spec.cluster.dnsName";

    private const string ChoicePath = "spec.cluster";
    private const string DnsName = "dnsName";
    private const string Vip = "vip";

    /// <summary>Whether a DNS name is chosen.</summary>
    public static bool IsDnsName(DraftView draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return draft.Parked.TryGetValue(ChoicePath, out var chosen) ? chosen == DnsName : draft.Spec.Cluster.DnsName.Length > 0;
    }

    /// <summary>Chooses.</summary>
    public static DraftView Choose(DraftView draft, bool dnsName)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var parked = draft.Parked.ToImmutableDictionary(StringComparer.Ordinal).SetItem(ChoicePath, dnsName ? DnsName : Vip);
        var cluster = draft.Spec.Cluster;
        var (path, text) = dnsName ? (VipPath, cluster.Vip) : (DnsNamePath, cluster.DnsName);
        parked = text.Length > 0 ? parked.SetItem(path, text) : parked;
        var back = parked.GetValueOrDefault(dnsName ? DnsNamePath : VipPath, "");
        return draft with
        {
            Parked = parked.Remove(dnsName ? DnsNamePath : VipPath),
            Spec = draft.Spec with
            {
                Cluster = dnsName
                    ? cluster with { Vip = "", DnsName = cluster.DnsName.Length > 0 ? cluster.DnsName : back }
                    : cluster with { DnsName = "", Vip = cluster.Vip.Length > 0 ? cluster.Vip : back },
            },
        };
    }
}
