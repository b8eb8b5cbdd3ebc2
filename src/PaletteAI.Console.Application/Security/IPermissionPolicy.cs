using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain.Access;

namespace PaletteAI.Console.Application.Security;

/// <summary>Which permissions a session has. Today every signed-in operator has all of them.</summary>
public interface IPermissionPolicy
{
    /// <summary>Whether the session has the permission.</summary>
    bool Allows(Session session, Permission permission);
}

/// <summary>Everybody who can sign in to the appliance may do everything with it.</summary>
internal sealed class EveryOperatorPolicy : IPermissionPolicy
{
    public bool Allows(Session session, Permission permission) => true;
}
