using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Installs;

namespace PaletteAI.Console.Application.Operations.Drafts;

/// <summary>How large a draft may be. Drafts hold text as typed, so only size is judged here, never content.</summary>
internal static class DraftLimits
{
    /// <summary>Drafts kept at a time.</summary>
    public const int MostDrafts = 100;

    /// <summary>Characters of one field. An SSH key line of 8 KiB and a base64 certificate chain fit.</summary>
    public const int LongestText = 64 * 1024;

    /// <summary>Entries of one list or map.</summary>
    public const int MostEntries = 512;

    /// <summary>Characters of the whole draft.</summary>
    public const int MostCharacters = 512 * 1024;

    /// <summary>Null when the draft fits.</summary>
    public static Error? Check(InstallSpec spec, IReadOnlyDictionary<string, Secret?> secrets, IReadOnlyDictionary<string, string> parked)
    {
        var total = 0L;
        var others = secrets.Select(s => ($"spec.profileConfig.{s.Key}", s.Key + s.Value?.Reveal())).Concat(parked.Select(p => (p.Key, p.Key + p.Value)));
        foreach (var (path, text) in Texts(spec).Concat(others))
        {
            if (text.Length > LongestText)
            {
                return TooLong(path);
            }

            total += text.Length;
        }

        if (total > MostCharacters || Counts(spec).Append(secrets.Count).Append(parked.Count).Any(c => c > MostEntries))
        {
            return new Error(ErrorKind.Invalid, "draft-too-large", $"A draft holds at most {MostEntries} entries in a list and {MostCharacters / 1024} KiB of text in all.", "Remove what is not needed.");
        }

        return null;
    }

    private static Error TooLong(string path) =>
        new(ErrorKind.Invalid, "text-too-long", $"This text is longer than {LongestText / 1024} KiB and was not stored.", "Enter a shorter text.", path);

    private static IEnumerable<int> Counts(InstallSpec spec) =>
        new[] { spec.Tags.Count, spec.ProfileConfig.Count, spec.Cluster.NtpServers.Length, spec.Cluster.SshKeys.Length, spec.NodePools.Length }
            .Concat(spec.NodePools.SelectMany(p => new[] { p.Labels.Count, p.Taints.Length, p.Hosts.Length }));

    private static IEnumerable<(string Path, string Text)> Texts(InstallSpec spec) =>
        Top(spec).Concat(spec.NodePools.SelectMany(Pool));

    private static IEnumerable<(string Path, string Text)> Top(InstallSpec spec)
    {
        yield return ("metadata.name", spec.Name);
        yield return ("spec.profile", spec.Profile.Name + spec.Profile.Version);
        yield return ("spec.cluster.vip", spec.Cluster.Vip);
        yield return ("spec.cluster.dnsName", spec.Cluster.DnsName);
        foreach (var (key, value) in spec.Tags)
        {
            yield return ("metadata.tags", key + value);
        }

        foreach (var (name, value) in spec.ProfileConfig)
        {
            yield return ("spec.profileConfig", name + value.Text);
        }

        foreach (var text in spec.Cluster.NtpServers)
        {
            yield return ("spec.cluster.ntpServers", text);
        }

        foreach (var text in spec.Cluster.SshKeys)
        {
            yield return ("spec.cluster.sshKeys", text);
        }
    }

    private static IEnumerable<(string Path, string Text)> Pool(NodePool pool, int index)
    {
        var path = $"spec.nodePools[{index}]";
        return new[] { (path, pool.Name + pool.Architecture) }
            .Concat(pool.Labels.Select(l => ($"{path}.labels", l.Key + l.Value)))
            .Concat(pool.Taints.Select(t => ($"{path}.taints", t.Key + t.Value + t.Effect)))
            .Concat(pool.Hosts.Select(h => ($"{path}.hosts", h.Uid + h.HostName + h.Nic)));
    }
}
