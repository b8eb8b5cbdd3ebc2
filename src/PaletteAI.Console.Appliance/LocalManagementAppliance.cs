using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using PaletteAI.Console.Appliance.Http;
using PaletteAI.Console.Appliance.Json;
using PaletteAI.Console.Appliance.Mapping;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters;
using PaletteAI.Console.Domain.Hosts;
using PaletteAI.Console.Domain.Profiles;

namespace PaletteAI.Console.Appliance;

/// <summary>The appliance over its Local Management API.</summary>
internal sealed class LocalManagementAppliance(ApplianceHttp http, ApplianceEndpoint endpoint) : IAppliance
{
    private const string EdgeMgmt = "/v1/edge-mgmt";
    private static readonly TimeSpan _uploadTimeLimit = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan _createTimeLimit = TimeSpan.FromSeconds(30);

    public async Task<Result<ApplianceSettings>> GetSettingsAsync(Secret token, CancellationToken ct)
    {
        var read = await http.GetAsync(Get("/settings", token), ApplianceJson.Default.SettingsAnswer, ct);
        return read.Map(a => new ApplianceSettings(
            a.InstallationMode ?? "", a.ManagementMode ?? "",
            (a.FeatureFlags ?? []).Where(f => f.Value is not null).ToImmutableDictionary(f => f.Key, f => f.Value == true, StringComparer.Ordinal)));
    }

    public async Task<Result<EdgeHost>> GetCurrentHostAsync(Secret token, CancellationToken ct)
    {
        var read = await http.GetAsync(Get("/edgehosts/current", token), ApplianceJson.Default.HostAnswer, ct);
        if (!read.IsSuccess)
        {
            return read.Error;
        }
        var host = HostMapping.Current(read.Value, endpoint.Url());
        return host.Uid.Length > 0 ? host : ApplianceErrors.Unreadable("the host has neither an id nor a name");
    }

    public async Task<Result<LinkStatus>> GetLinkStatusAsync(Secret token, CancellationToken ct)
    {
        var sent = await http.SendAsync(Get("/edgehosts/current/link/status", token), ct);
        if (!sent.IsSuccess)
        {
            return sent.Error;
        }
        if (sent.Value.Status == HttpStatusCode.NotFound)
        {
            return new LinkStatus("", "", []);
        }
        var read = ReadSuccess(sent.Value, ApplianceJson.Default.LinkAnswer);
        if (!read.IsSuccess)
        {
            return read.Error;
        }
        var status = HostMapping.Link(read.Value);
        return status.Peers.Any(p => p.Uid.Length == 0) ? ApplianceErrors.Unreadable("a linked host has no id") : status;
    }

    public async Task<Result<ProfileArchive>> GetArchiveAsync(Secret token, CancellationToken ct)
    {
        var uploaded = await http.GetAsync(Get("/clusters/archive/overridden/details", token), ApplianceJson.Default.ArchiveAnswer, ct);
        if (uploaded.IsSuccess && uploaded.Value.ClusterProfileDetails is { Count: > 0 })
        {
            return ArchiveMapping.Archive(uploaded.Value, isEmbedded: false);
        }
        // Only the appliance's own "there is none" leads to the embedded archive; without that, an uploaded definition could be
        // replaced by another one unseen.
        if (!uploaded.IsSuccess && uploaded.Error.Code is not ("appliance-refused" or "appliance-failed"))
        {
            return uploaded.Error;
        }
        var embedded = await http.GetAsync(Get("/clusters/archive/embedded/details", token), ApplianceJson.Default.ArchiveAnswer, ct);
        return embedded.Map(a => ArchiveMapping.Archive(a, isEmbedded: true));
    }

    public async Task<Result<Unit>> UploadDefinitionAsync(Secret token, string fileName, Stream content, string? signature, CancellationToken ct)
    {
        using var form = new MultipartFormDataContent();
        form.Add(Part(new StreamContent(content)), "uploadFile", SafeFileName(fileName));
        if (!string.IsNullOrEmpty(signature))
        {
            form.Add(Part(new StringContent(signature)), "signature", "signature");
        }
        var sent = await http.SendOrRefuseAsync(
            new Call(HttpMethod.Post, EdgeMgmt + "/edgehosts/current/actions/upload-clusterconfig") { Token = token, Content = form, TimeLimit = _uploadTimeLimit }, ct);
        return sent.Map(_ => Unit.Value);
    }

    public async Task<Result<ImmutableArray<VariableVerdict>>> ValidateVariablesAsync(
        Secret token, string archivePath, IReadOnlyList<VariableAssignment> variables, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(variables);
        var body = new ValidateBody
        {
            ArchiveUploadPath = archivePath,
            Variables = [.. variables.Select(v => new AssignmentBody { Name = v.Name, ProfileUid = v.ProfileUid, Value = v.Value })],
        };
        var sent = await http.SendAsync(
            new Call(HttpMethod.Post, EdgeMgmt + "/cluster/profiles/variables/validate")
            {
                Token = token,
                Json = JsonSerializer.Serialize(body, ApplianceJson.Default.ValidateBody),
                Secrets = [.. variables.Where(v => v.Value.Length >= 8).Select(v => new Secret(v.Value))],
            },
            ct);
        if (!sent.IsSuccess)
        {
            return sent.Error;
        }
        // Bad values are reported per row, whatever the status is.
        var read = ApplianceHttp.Read(sent.Value, ApplianceJson.Default.ValidateAnswer);
        if (read.IsSuccess && (sent.Value.IsSuccess || read.Value.Variables is { Count: > 0 }))
        {
            return ArchiveMapping.Verdicts(read.Value);
        }
        return sent.Value.IsSuccess ? read.Error ?? ApplianceErrors.Unreadable("it is empty") : ApplianceErrors.FromStatus(sent.Value);
    }

    public async Task<Result<Unit>> CreateClusterAsync(Secret token, string body, CancellationToken ct)
    {
        var sent = await http.SendOrRefuseAsync(
            new Call(HttpMethod.Post, EdgeMgmt + "/cluster") { Token = token, Json = body, Secrets = VariableValues(body), TimeLimit = _createTimeLimit }, ct);
        return sent.Map(_ => Unit.Value);
    }

    public async Task<Result<ClusterDetails?>> GetClusterAsync(Secret token, CancellationToken ct)
    {
        var sent = await http.SendAsync(Get("/cluster/details", token), ct);
        if (!sent.IsSuccess)
        {
            return sent.Error;
        }
        if (sent.Value.Status == HttpStatusCode.NotFound)
        {
            return Result<ClusterDetails?>.Success(null);
        }
        return ReadSuccess(sent.Value, ApplianceJson.Default.ClusterAnswer).Map(ClusterMapping.Details);
    }

    public async Task<Result<ImmutableArray<ApplicationStatus>>> GetApplicationsAsync(Secret token, CancellationToken ct)
    {
        var sent = await http.SendAsync(Get("/cluster/applications", token), ct);
        if (!sent.IsSuccess)
        {
            return sent.Error;
        }
        return sent.Value.Status == HttpStatusCode.NotFound
            ? ImmutableArray<ApplicationStatus>.Empty
            : ReadSuccess(sent.Value, ApplianceJson.Default.ApplicationsAnswer).Map(ClusterMapping.Applications);
    }

    public async Task<Result<LifecycleEvents>> GetLifecycleEventsAsync(Secret token, CancellationToken ct)
    {
        var read = await http.GetAsync(Get("/events/lifecycle", token), ApplianceJson.Default.LifecycleAnswer, ct);
        return read.Map(ClusterMapping.Lifecycle);
    }

    public async Task<Result<ImmutableArray<ClusterEvent>>> GetClusterEventsAsync(Secret token, string ns, CancellationToken ct)
    {
        var query = string.IsNullOrEmpty(ns) ? "" : $"?namespace={Uri.EscapeDataString(ns)}";
        var read = await http.GetAsync(Get("/cluster/events" + query, token), ApplianceJson.Default.EventsAnswer, ct);
        return read.Map(ClusterMapping.Events);
    }

    private static Call Get(string path, Secret token) => new(HttpMethod.Get, EdgeMgmt + path) { Token = token };

    private static Result<T> ReadSuccess<T>(Answer answer, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class => answer.IsSuccess ? ApplianceHttp.Read(answer, type) : ApplianceErrors.FromStatus(answer);

    private static HttpContent Part(HttpContent content)
    {
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return content;
    }

    // Which variables are secret is not known here, so no value of any is let into an error message.
    private static ImmutableArray<Secret> VariableValues(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.TryGetProperty("spec", out var spec) && spec.TryGetProperty("profileVariables", out var variables)
                ? [.. variables.EnumerateArray().Select(v => v.GetProperty("value").GetString() ?? "").Where(v => v.Length >= 8).Select(v => new Secret(v))]
                : [];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return [];
        }
    }

    // The name goes into a header: letters, digits and a few marks only.
    private static string SafeFileName(string name)
    {
        var safe = string.Concat(name.Where(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')).TrimStart('.');
        return safe.Length > 0 ? safe[^Math.Min(safe.Length, 100)..] : "definition.tgz";
    }
}
