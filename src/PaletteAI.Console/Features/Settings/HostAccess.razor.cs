using Microsoft.AspNetCore.Components;
using MudBlazor;
using PaletteAI.Console.Application.Operations.Hosts;
using PaletteAI.Console.Components;
using PaletteAI.Console.Components.Kit;

namespace PaletteAI.Console.Features.Settings;

/// <summary>Host access in Settings: log-ins and host keys.</summary>
public sealed partial class HostAccess
{
    private static readonly (LogInMethod Method, string Words)[] _methods =
    [
        (LogInMethod.MadeKey, "A new key, made here: its public half is shown to be put on the hosts"),
        (LogInMethod.OwnKey, "A key of yours"),
        (LogInMethod.Password, "A password"),
    ];

    private readonly CancellationTokenSource _end = new();
    private HostAccessViewModel _model = default!;
    private HostLogInForm? _form;
    private string? _replacing;
    private string _missing = "";
    private HostCredentialView? _made;
    private RotatedHostKey? _rotated;
    private bool _isRotating;

    [Inject] public required IOperationGateway Gateway { get; init; }

    [Inject] public required IDialogService Dialogs { get; init; }

    [Inject] public required ConsoleFacts Facts { get; init; }

    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }

    protected override Task OnInitializedAsync()
    {
        _model = new HostAccessViewModel(Gateway);
        return LoadAsync(background: false);
    }

    private static string Who(string address) => address.Length > 0 ? address : "all other hosts";

    private static string ProofOf(HostCredentialView c)
    {
        var proof = (c.HasPrivateKey, c.HasPassword, c.PublicKey.Length > 0) switch
        {
            (true, _, true) => "a key made here",
            (true, true, _) => "a key and a password",
            (true, _, _) => "a key",
            _ => "a password",
        };
        return c.HasSudoPassword ? proof + ", sudo password" : proof;
    }

    private async Task LoadAsync(bool background)
    {
        try
        {
            await _model.LoadAsync(background, _end.Token);
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    private void Open(HostCredentialView? replaced)
    {
        _replacing = replaced?.Address;
        _missing = "";
        _form = replaced is null ? new HostLogInForm() : new HostLogInForm { Address = replaced.Address, User = replaced.User, Port = replaced.Port.ToString(System.Globalization.CultureInfo.InvariantCulture) };
    }

    private async Task SaveAsync()
    {
        if (_form is not { } form)
        {
            return;
        }

        _missing = form.Missing;
        if (_missing.Length > 0)
        {
            return;
        }

        if (await _model.SaveAsync(form.ToOperation(), _end.Token) is { } stored)
        {
            (_form, _made) = (null, stored.PublicKey.Length > 0 ? stored : null);
        }
    }

    private async Task RotateAsync(HostCredentialView credentials)
    {
        var sure = await ConfirmDialog.AskAsync(
            Dialogs, $"Rotate key for {Who(credentials.Address)}",
            "The console makes a new key, puts it on every host by the log-in that works now, and logs in with it. Only when every host lets it in is it stored"
            + (credentials.PublicKey.Length > 0 ? ", and the old key taken from the hosts." : ". The old key or password was not made here and stays valid on the hosts."),
            "Rotate key", destructive: false);
        if (!sure)
        {
            return;
        }

        (_isRotating, _rotated, _made) = (true, null, null);
        StateHasChanged();
        try
        {
            _rotated = await _model.RotateAsync(credentials.Address, _end.Token);
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
        finally
        {
            _isRotating = false;
        }
    }

    private async Task RemoveAsync(HostCredentialView credentials)
    {
        var sure = await ConfirmDialog.AskAsync(
            Dialogs, $"Remove log-in for {Who(credentials.Address)}", "Its secrets are deleted. Hosts without a log-in are not asked: their checks become pending.", "Remove log-in");
        if (sure)
        {
            await _model.RemoveAsync(credentials.Address, _end.Token);
            _made = null;
        }
    }
}
