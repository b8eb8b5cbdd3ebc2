using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using PaletteAI.Console.Domain.Profiles;
using PaletteAI.Console.Sandbox.Access;
using PaletteAI.Console.Sandbox.Hosts;

namespace PaletteAI.Console.Sandbox.Api;

/// <summary>The Local Management API of one host.</summary>
internal sealed class HostEndpoints(SimulatedHost host, HostAccounts accounts, SimulatedAppliance appliance, TimeProvider time)
{
    private const string Management = "/v1/edge-mgmt";
    private const string Current = Management + "/edgehosts/current";
    private const long LargestDefinition = 64L << 20;

    public void Map(IEndpointRouteBuilder routes)
    {
        MapUser(routes);
        MapHost(routes);
        MapCluster(routes);
        routes.MapFallback(() => Problem(404, "NotFound", "path not found"));
    }

    private void MapUser(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/users/default/login", LogInAsync);
        routes.MapPost("/v1/users/default/token/renewal", (HttpContext http, bool? extendedSession) =>
            Signed(http, user => Results.Json(new { Authorization = accounts.Tokens.Issue(user, extendedSession == true) }, Plain)));
        routes.MapPost("/v1/users/default/logout", (HttpContext http) => Signed(http, _ =>
        {
            accounts.Revoke(TokenOf(http)!);
            return Results.Ok();
        }));
        Post(routes, "/v1/users/default/password/reset", http => SignedAsync(http, async _ =>
        {
            var body = await BodyAsync(http);
            return accounts.ChangePassword(Text(body, "oldPassword"), Text(body, "newPassword")) ? Results.NoContent() : Problem(400, "BadRequest", "old password is wrong or the new one is empty");
        }));
        routes.MapGet("/v1/users/current", (HttpContext http) => Signed(http, user =>
            Results.Json(new { userName = user, sshKeys = Array.Empty<string>(), disablePasswordUpdate = false }, Plain)));
    }

    private void MapHost(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/ping", () => Results.Json(new { msg = "pong" }));
        routes.MapGet(Management + "/settings", (HttpContext http) => Signed(http, _ => Json(new JsonObject
        {
            ["installationMode"] = "airgap",
            ["managementMode"] = "local",
            ["featureFlags"] = new JsonObject { ["enableMultiNode"] = appliance.Hosts.Count > 1, ["simulated"] = true },
        })));
        routes.MapGet(Current, (HttpContext http) => Signed(http, _ => Json(appliance.HostInfo(host))));
        routes.MapGet(Current + "/link/status", (HttpContext http) => Signed(http, _ => LinkStatus()));
        routes.MapPost(Current + "/link/generate-token", (HttpContext http) => Signed(http, _ =>
            appliance.Links.Mint(host) is { } token ? Json(token) : Problem(500, "NotLeader", "this host is linked to a leader, which makes the tokens")));
        Post(routes, Current + "/link", http => SignedAsync(http, async _ =>
            appliance.Links.Link(host, Text(await BodyAsync(http), "token"), appliance.InCluster(host.Uid)) is { } problem ? Problem(400, "LinkRefused", problem) : LinkStatus()));
        routes.MapPost(Current + "/unlink", (HttpContext http, string? peerId) => Signed(http, _ =>
            appliance.Links.Unlink(host, peerId ?? "", appliance.InCluster(peerId ?? "")) is { } problem
                ? Problem(400, "UnlinkRefused", problem)
                : Results.Json(new { message = $"{peerId} is unlinked" }, Plain)));
        Post(routes, Current + "/actions/upload-clusterconfig", http => SignedAsync(http, _ => UploadAsync(http)));
    }

    private void MapCluster(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Management + "/clusters/archive/embedded/details", (HttpContext http) => Signed(http, _ => Json(appliance.EmbeddedArchive())));
        routes.MapGet(Management + "/clusters/archive/overridden/details", (HttpContext http) => Signed(http, _ =>
            appliance.UploadedArchive() is { } archive ? Json(archive) : Problem(404, "ArchiveNotFound", "no cluster definition was uploaded")));
        Post(routes, Management + "/cluster/profiles/variables/validate", http => SignedAsync(http, async _ =>
            await BodyAsync(http) is { } body && body["variables"] is JsonArray rows ? Json(VariableJudge.Judge(PaletteAiProfile.Profile, rows)) : Problem(500, "InvalidRequest", "variables are missing")));
        Post(routes, Management + "/cluster", http => SignedAsync(http, async _ =>
            await BodyAsync(http) is not { } body ? Problem(500, "InvalidRequest", "the body is not JSON")
            : appliance.Create(body) is { } problem ? Problem(500, "ClusterCreateFailed", problem)
            : Results.Json(new { message = "cluster creation accepted" }, Plain, statusCode: 202)));
        routes.MapDelete(Management + "/cluster", (HttpContext http) => Signed(http, _ =>
            appliance.Delete() ? Results.Json(new { message = "cluster deletion accepted" }, Plain, statusCode: 202) : Problem(403, "ClusterNotFound", "there is no cluster to delete")));
        routes.MapGet(Management + "/cluster", (HttpContext http) => Signed(http, _ => appliance.Request() is { } request ? Json(request) : NoCluster()));
        routes.MapGet(Management + "/cluster/details", (HttpContext http) => Signed(http, _ => appliance.Cluster().Details is { } details ? Json(details) : NoCluster()));
        routes.MapGet(Management + "/cluster/applications", (HttpContext http) => Signed(http, _ => appliance.Progress() is { } p ? Json(ClusterView.Applications(p)) : NoCluster()));
        routes.MapGet(Management + "/cluster/certificates", (HttpContext http) => Signed(http, _ => appliance.Progress() is { } p ? Json(ClusterView.Certificates(p)) : NoCluster()));
        routes.MapGet(Management + "/cluster/events", (HttpContext http, string? @namespace) => Signed(http, _ => Json(ClusterView.ClusterEvents(appliance.Progress(), @namespace ?? ""))));
        routes.MapGet(Management + "/events/lifecycle", (HttpContext http) => Signed(http, _ => Json(ClusterView.Lifecycle(appliance.Progress()))));
        routes.MapGet(Management + "/clusters/current/nodes", (HttpContext http) => Signed(http, _ => Json(ClusterView.Nodes(appliance.Progress(), time.GetUtcNow()))));
        routes.MapGet(Management + "/cluster/registry/health", (HttpContext http) => Signed(http, _ => Json(
            appliance.Progress()?.Done("RegistryReady") is null
                ? new JsonObject { ["State"] = "NotInstalled", ["Message"] = "" }
                : new JsonObject { ["State"] = "Healthy", ["Message"] = "", ["DiskCapacity"] = "100Gi", ["DiskUsed"] = "41Gi", ["DiskAvailable"] = "59Gi", ["UsagePercentage"] = "41" })));
    }

    private IResult LinkStatus() => appliance.Link(host) is { } status ? Json(status) : Problem(404, "LinkNotFound", "this host was never linked");

    private static void Post(IEndpointRouteBuilder routes, string path, Func<HttpContext, Task<IResult>> handler) =>
        routes.MapPost(path, (Delegate)handler).DisableAntiforgery();

    private static JsonSerializerOptions Plain { get; } = new() { PropertyNamingPolicy = null };

    private async Task<IResult> LogInAsync(HttpContext http, bool? setCookie, bool? extendedSession)
    {
        var body = await BodyAsync(http);
        switch (body is null ? SignInOutcome.Wrong : accounts.SignIn(Text(body, "username"), Text(body, "password")))
        {
            case SignInOutcome.Locked:
                return Problem(400, "UserLocked", "too many failed attempts, try again later");
            case SignInOutcome.Wrong:
                return Problem(400, "InvalidCredentials", "username or password is incorrect");
            default:
                var token = accounts.Tokens.Issue(Text(body!, "username"), extendedSession == true);
                if (setCookie != false)
                {
                    http.Response.Cookies.Append("Authorization", token, new CookieOptions { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Strict });
                }

                return Results.Json(new { IsFirstLogin = accounts.IsFirstLogin, Token = new { Authorization = token } }, Plain);
        }
    }

    // The upload must be what an appliance takes: a gzipped tar of bounded size. The sandbox knows one profile, so it comes back as that.
    private async Task<IResult> UploadAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType || http.Request.ContentLength > LargestDefinition)
        {
            return Problem(500, "InvalidUpload", "a multipart form with uploadFile is needed");
        }

        var form = await http.Request.ReadFormAsync(new FormOptions { MultipartBodyLengthLimit = LargestDefinition }, http.RequestAborted);
        if (form.Files.GetFile("uploadFile") is not { } file || !await IsArchiveAsync(file, http.RequestAborted))
        {
            return Problem(500, "InvalidUpload", "uploadFile is not a .tgz cluster definition");
        }

        var path = "/usr/local/spectrocloud/clusterconfig/" + Path.GetFileName(file.FileName);
        appliance.Upload(path);
        return Results.Json(new { message = "File(s) uploaded successfully", uploadPath = path }, Plain, statusCode: 201);
    }

    private static async Task<bool> IsArchiveAsync(IFormFile file, CancellationToken ct)
    {
        try
        {
            await using var stream = file.OpenReadStream();
            await using var plain = new GZipStream(stream, CompressionMode.Decompress);
            await using var tar = new TarReader(plain);
            return await tar.GetNextEntryAsync(copyData: false, ct) is not null;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or FormatException)
        {
            return false;
        }
    }

    private IResult Signed(HttpContext http, Func<string, IResult> answer) =>
        accounts.UserOf(TokenOf(http)) is { } user ? answer(user) : Problem(401, "Unauthorized", "token is missing, expired or of another host");

    private async Task<IResult> SignedAsync(HttpContext http, Func<string, Task<IResult>> answer) =>
        accounts.UserOf(TokenOf(http)) is { } user ? await answer(user) : Problem(401, "Unauthorized", "token is missing, expired or of another host");

    private static string? TokenOf(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        var token = header.StartsWith("Bearer ", StringComparison.Ordinal) ? header["Bearer ".Length..] : header;
        return token.Length > 0 ? token : http.Request.Cookies["Authorization"];
    }

    private static async Task<JsonObject?> BodyAsync(HttpContext http)
    {
        try
        {
            return await JsonNode.ParseAsync(http.Request.Body, documentOptions: new JsonDocumentOptions { MaxDepth = 32 }, cancellationToken: http.RequestAborted) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Text(JsonObject? body, string name) => body?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    private static IResult Json(JsonObject body) => Results.Text(body.ToJsonString(), "application/json");

    private static IResult NoCluster() => Problem(404, "ClusterNotFound", "there is no cluster on this host");

    private static IResult Problem(int status, string code, string message) =>
        Results.Json(new { code, message, @ref = "", details = new { } }, Plain, statusCode: status);
}
