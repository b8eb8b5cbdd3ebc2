using System.Globalization;
using Microsoft.AspNetCore.Components;
using PaletteAI.Console.Application.Operations;
using PaletteAI.Console.Application.Operations.Access;
using PaletteAI.Console.Components;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Sessions;

namespace PaletteAI.Console.Features.Access;

/// <summary>Sign-in: a static page, so that no circuit exists before somebody is known.</summary>
public sealed partial class SignInPage
{
    private Error? _problem;
    private string _notice = "";
    private int _retryAfter;
    private ApplianceCertificateView? _certificate;
    private bool _certificateChanged;

    [CascadingParameter] private HttpContext Http { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "reason")] private string? Reason { get; set; }

    [SupplyParameterFromQuery(Name = "returnUrl")] private string? QueryReturnUrl { get; set; }

    [SupplyParameterFromForm(FormName = "sign-in", Name = "returnUrl")] private string? FormReturnUrl { get; set; }

    [SupplyParameterFromForm(FormName = "sign-in", Name = "userName")] private string? UserName { get; set; }

    [SupplyParameterFromForm(FormName = "sign-in", Name = "password")] private string? Password { get; set; }

    [Inject] public required IOperationRunner Runner { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required ConsoleFacts Facts { get; init; }

    private string? ReturnUrl => FormReturnUrl ?? QueryReturnUrl;

    protected override async Task OnInitializedAsync()
    {
        if (HttpMethods.IsPost(Http.Request.Method))
        {
            return;
        }

        if (Http.User.Identity?.IsAuthenticated == true)
        {
            Navigation.NavigateTo(Local(ReturnUrl));
            return;
        }

        _notice = Reason switch
        {
            "signed-out" => "You are signed out.",
            "ended" => "The session ended. Drafts and everything saved are still there; after signing in you return to the same page.",
            "certificate" => "The appliance's certificate is accepted. Sign in now.",
            _ => "",
        };
        await AskCertificateAsync();
        if (_certificate is not null || _problem is not null)
        {
            _notice = "";
        }
    }

    /// <summary>A path of this console; anything else leads to the first page.</summary>
    internal static string Local(string? url) =>
        url is { Length: > 0 and <= 2_048 } && url[0] == '/' && !url.StartsWith("//", StringComparison.Ordinal) && !url.StartsWith("/\\", StringComparison.Ordinal)
            && !url.StartsWith("/sign-in", StringComparison.OrdinalIgnoreCase) && !url.Any(char.IsControl)
            ? url
            : "/";

    private async Task SignInAsync()
    {
        var operation = new SignIn(UserName ?? "", new Secret(Password ?? "")) { DeviceToken = SessionCookies.DeviceToken(Http.Request) };
        var outcome = await Runner.RunAsync(operation, new Caller("", SessionPrincipal.SourceOf(Http), "browser"), Http.RequestAborted);
        if (outcome.IsSuccess)
        {
            SessionCookies.Write(Http.Response, outcome.Value);
            Navigation.NavigateTo(outcome.Value.PasswordChangeRequired ? "/change-password" : Local(ReturnUrl));
            return;
        }

        await ShowAsync(outcome.Error);
    }

    private async Task ShowAsync(Error error)
    {
        _retryAfter = error.Facts.TryGetValue("retryAfterSeconds", out var seconds) ? int.Parse(seconds, CultureInfo.InvariantCulture) : 0;
        Http.Response.StatusCode = error.Kind is ErrorKind.RemoteFailed or ErrorKind.RemoteTimeout ? StatusCodes.Status200OK : StatusCodes.Status403Forbidden;
        if (error.Code is "appliance-certificate-unknown" or "appliance-certificate-changed")
        {
            Http.Response.StatusCode = StatusCodes.Status200OK;
            await AskCertificateAsync();
        }

        _problem = _certificate is null ? error : null;
    }

    private async Task AskCertificateAsync()
    {
        if (Facts.Sandbox || Facts.ApplianceUrl.Length == 0)
        {
            return;
        }

        var shown = await Runner.RunAsync(new ShowCertificate(), new Caller("", SessionPrincipal.SourceOf(Http), "browser"), Http.RequestAborted);
        if (!shown.IsSuccess)
        {
            _problem = shown.Error;
        }
        else if (!shown.Value.IsAccepted)
        {
            _certificate = shown.Value;
            _certificateChanged = shown.Value.AcceptedSha256.Length > 0;
        }
    }
}
