using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using PaletteAI.Console.Application.Operations.Values;
using PaletteAI.Console.Components;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Values.Editing;
using PaletteAI.Console.Domain.Values.Forms;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Features.Values.Forms;

/// <summary>Local users. A password is hashed by the console and then forgotten.</summary>
public sealed partial class LocalUsersForm
{
    private ImmutableArray<LocalUserForm> _users = [];
    private LocalUserForm? _form;
    private string _password = "";
    private string _repeated = "";

    [Inject] public required IOperationGateway Gateway { get; init; }

    protected override void Show(ValueMap user)
    {
        _users = LocalUserForms.List(user);
        _form = _form?.Index is { } index ? _users.FirstOrDefault(u => u.Index == index) : null;
    }

    private void Add()
    {
        _form = new LocalUserForm();
        Touch();
    }

    private void Edit(LocalUserForm user) => _form = user;

    private Task RemoveAsync(LocalUserForm user) => ApplyAsync(
        tree => Result<ImmutableArray<ValueEdit>>.Success(LocalUserForms.Remove(tree, user.Index!.Value)), $"{user.Email} is gone from the text. Undo brings the user back.");

    private void Change(LocalUserForm form)
    {
        _form = form;
        Touch();
    }

    private void Password(string password, string repeated)
    {
        (_password, _repeated) = (password, repeated);
        Touch();
    }

    private void GroupsChanged(string text) => Change(_form! with { Groups = [.. text.Split('\n').Select(g => g.Trim()).Where(g => g.Length > 0)] });

    private async Task SaveAsync()
    {
        var form = _form!;
        if (_password.Length > 0 || _repeated.Length > 0)
        {
            var hashed = await Gateway.RunAsync(new HashLocalUserPassword(new Secret(_password), new Secret(_repeated)));
            if (!hashed.IsSuccess)
            {
                Problem = hashed.Error with { Findings = [Finding.Error(hashed.Error.Path is "repeated" ? "repeated" : "password", hashed.Error.Code, hashed.Error.Message, hashed.Error.Fix)] };
                return;
            }

            form = form with { NewHash = new Secret(hashed.Value.Hash), UserId = form.UserId.Length > 0 ? form.UserId : hashed.Value.UserId };
        }
        else if (form.UserId.Length == 0)
        {
            form = form with { UserId = Guid.NewGuid().ToString() };
        }

        if (await ApplyAsync(user => LocalUserForms.Edits(user, form), $"{form.Email.Trim()} is in the text."))
        {
            (_form, _password, _repeated) = (null, "", "");
        }
    }

    private Task CloseAsync()
    {
        (_form, _password, _repeated) = (null, "", "");
        return ReadAsync();
    }
}
