namespace PaletteAI.Console.Domain.Access;

/// <summary>What an operation needs. Every signed-in operator of an appliance holds all of them today; the port stays so that roles can come.</summary>
public enum Permission
{
    /// <summary>Before sign-in: only sign-in itself.</summary>
    Anonymous,

    /// <summary>Act on one's own session: sign out, change the password. Allowed while a password change is due.</summary>
    OwnSession,

    /// <summary>Read hosts, cluster, health, drafts.</summary>
    View,

    /// <summary>Edit drafts.</summary>
    EditDrafts,

    /// <summary>Create a cluster.</summary>
    DeployCluster,

    /// <summary>Read credentials such as the kubeconfig.</summary>
    ReadCredentials,

    /// <summary>Read the audit log.</summary>
    ReadAudit,

    /// <summary>Change the console's settings and its trust.</summary>
    ManageConsole,

    /// <summary>Run the installer, choose the node it runs on.</summary>
    OperateInstaller,
}
