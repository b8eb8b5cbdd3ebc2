using PaletteAI.Console.Application.Hosts;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Cli.Spec;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Hosts;
using PaletteAI.Console.Domain.Hosts.Trust;
using PaletteAI.Console.Hosting;

namespace PaletteAI.Console.Cli.Hosts;

/// <summary>Makes channels of what was typed.</summary>
internal static class HostLine
{
    private const int MostKeyBytes = 64 * 1024;
    private const int MostKnownHostsBytes = 4 * 1024 * 1024;
    private const int MostHosts = 200;

    /// <summary>The hosts that were named, or all of the inventory.</summary>
    public static async Task<Result<IReadOnlyList<SurveyedHost>>> OpenAsync(HostRequest request, IHostChannels channels, Output output, CancellationToken ct)
    {
        var inventory = await SpecFile.InventoryAsync(request.Inventory, output.Terminal, ct);
        if (!inventory.IsSuccess && inventory.Error is { } unreadable)
        {
            return unreadable;
        }

        if (inventory.Value is { Inventory: null } refused)
        {
            return Error.FromFindings(refused.Findings);
        }

        var login = await LogInAsync(request, output.Terminal, ct);
        var trust = await TrustAsync(request, output, ct);
        var named = Named(request, inventory.Value?.Inventory);
        return (login.Error ?? trust.Error ?? named.Error) is { } error
            ? error
            : Result<IReadOnlyList<SurveyedHost>>.Success([.. named.Require().Select(n => new SurveyedHost(
                n.Name, n.Address, channels.Open(new HostTarget(n.Address, request.Port, login.Require(), trust.Require())), n.Host))]);
    }

    private static Result<List<NamedHost>> Named(HostRequest request, Inventory? inventory)
    {
        var known = inventory?.Hosts.Select(h => new NamedHost(h.Uid, AddressOf(h), h)).ToList() ?? [];
        var named = request.Hosts.Length == 0 ? known : [.. request.Hosts.Select(h => known.Find(k => k.Name == h || k.Address == h) ?? new NamedHost(h, h, null)).DistinctBy(h => h.Address)];
        return named.Count == 0 ? new Error(ErrorKind.Usage, "host-missing", "No host is named.", "Give --host ADDRESS, or --inventory FILE.")
            : named.Count > MostHosts ? new Error(ErrorKind.Usage, "too-many-hosts", $"More than {MostHosts} hosts are named.", "Name fewer at a time.")
            : named.Find(n => Uri.CheckHostName(n.Address) == UriHostNameType.Unknown) is { } odd
                ? new Error(ErrorKind.Usage, "host-malformed", $"'{Output.Shown(odd.Address)}' is neither an address nor a host name.", "Give an address such as 10.10.10.11.")
            : named;
    }

    private static string AddressOf(InventoryHost host) => (host.Networks.FirstOrDefault(n => n.IsDefault == true) ?? host.Networks[0]).Ip;

    private static async Task<Result<HostLogin>> LogInAsync(HostRequest request, Terminal terminal, CancellationToken ct)
    {
        if (request.Identity is null && !request.PasswordOnInput)
        {
            return new Error(ErrorKind.Usage, "credentials-missing", "There is nothing to log in with.", "Give --identity FILE, or --password-stdin.");
        }

        var login = new HostLogin(request.User);
        if (request.PasswordOnInput)
        {
            var password = await PasswordInput.ReadAsync(terminal, ct);
            if (!password.IsSuccess)
            {
                return password.Error;
            }

            login = login with { Password = password.Value, Passphrase = request.Identity is null ? null : password.Value };
        }

        if (request.Identity is null)
        {
            return login;
        }

        var key = await InputFile.ReadAsync(request.Identity, terminal, MostKeyBytes, ct);
        return key.Map(k => login with { PrivateKey = new Secret(System.Text.Encoding.UTF8.GetString(k)) });
    }

    private static async Task<Result<IHostTrust>> TrustAsync(HostRequest request, Output output, CancellationToken ct)
    {
        if (request.KnownHosts is null)
        {
            return await AcceptedKeys.ReadAsync(request.Data, ct);
        }

        var file = await InputFile.ReadAsync(request.KnownHosts, output.Terminal, MostKnownHostsBytes, ct);
        if (!file.IsSuccess)
        {
            return file.Error;
        }

        var text = System.Text.Encoding.UTF8.GetString(file.Value);
        foreach (var finding in KnownHosts.Read(text).Findings)
        {
            output.Note(FindingText.Of(finding));
        }

        return new KnownHostsTrust(text);
    }

    private sealed record NamedHost(string Name, string Address, InventoryHost? Host);
}
