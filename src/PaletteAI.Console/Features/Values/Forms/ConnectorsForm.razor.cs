using System.Collections.Immutable;
using PaletteAI.Console.Components.Kit;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Values.Editing;
using PaletteAI.Console.Domain.Values.Forms;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Features.Values.Forms;

/// <summary>Identity providers.</summary>
public sealed partial class ConnectorsForm
{
    private static readonly SelectOption[] _types = [.. ConnectorFields.Types.Select(t => new SelectOption(t, t switch { "oidc" => "OpenID Connect (oidc)", "saml" => "SAML 2.0 (saml)", "ldap" => "LDAP (ldap)", _ => t }))];

    private ImmutableArray<ConnectorSummary> _connectors = [];
    private ConnectorForm? _form;
    private string _type = "oidc";

    protected override void Show(ValueMap user)
    {
        _connectors = ConnectorForms.List(user);
        _form = _form?.Index is { } index ? ConnectorForms.Read(user, index, Host.Installer) : null;
    }

    private async Task AddAsync()
    {
        if (await Host.ReadAsync() is { } user)
        {
            _form = ConnectorForms.New(user, _type, Host.Installer);
            Touch();
        }
    }

    private async Task EditAsync(int index)
    {
        if (await Host.ReadAsync() is { } user)
        {
            _form = ConnectorForms.Read(user, index, Host.Installer);
        }
    }

    private Task RemoveAsync(ConnectorSummary connector) => ApplyAsync(
        user => Result<ImmutableArray<ValueEdit>>.Success(ConnectorForms.Remove(user, connector.Index)), $"{connector.Id} is gone from the text. Undo brings it back.");

    private void Change(ConnectorForm form)
    {
        _form = form;
        Touch();
    }

    private async Task SaveAsync()
    {
        var form = _form!;
        if (await ApplyAsync(user => ConnectorForms.Edits(user, form), $"{form.Id.Trim()} is in the text."))
        {
            _form = null;
        }
    }

    private Task CloseAsync()
    {
        _form = null;
        return ReadAsync();
    }
}
