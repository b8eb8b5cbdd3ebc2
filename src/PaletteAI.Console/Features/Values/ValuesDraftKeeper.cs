using System.Security.Cryptography;
using System.Runtime.InteropServices;
using PaletteAI.Console.Application.Operations.Values;
using PaletteAI.Console.Application.Values;
using PaletteAI.Console.Components;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Features.Values.Text;

namespace PaletteAI.Console.Features.Values;

/// <summary>Stores unsaved edits at the server, a moment after the last keystroke. Text that is the file again is no draft.</summary>
internal sealed class ValuesDraftKeeper(IOperationGateway gateway, ValuesDocument document)
{
    /// <summary>Quiet time before the text is stored.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(700);

    private string _base = "";
    private byte[] _baseHash = [];
    private int _stored = -1;
    private Task _saving = Task.CompletedTask;

    /// <summary>Version of the stored draft; 0 = there is none.</summary>
    public long Version { get; private set; }

    /// <summary>When it was stored.</summary>
    public DateTimeOffset? SavedAt { get; private set; }

    /// <summary>Why it is not stored; null when it is.</summary>
    public Error? Problem { get; private set; }

    /// <summary>Whether the text is another one than the file.</summary>
    public bool IsDirty { get; private set; }

    /// <summary>Whether everything typed is stored.</summary>
    public bool IsStored => _stored == document.Version;

    /// <summary>Begins from a file.</summary>
    /// <param name="baseSha256">The file's hash.</param>
    /// <param name="baseText">Its text.</param>
    /// <param name="draft">The stored draft; null = there is none.</param>
    /// <param name="isStored">Whether the text that is shown is the stored one.</param>
    public void Begin(string baseSha256, string baseText, ValuesDraftView? draft, bool isStored)
    {
        (_base, _baseHash, Version, SavedAt, Problem) = (baseSha256, HashOf(baseText), draft?.Version ?? 0, draft?.UpdatedAt, null);
        _stored = isStored ? document.Version : -1;
        IsDirty = draft is not null;
    }

    /// <summary>Goes on from another file.</summary>
    public Task RebaseAsync(string baseSha256, CancellationToken ct)
    {
        (_base, _baseHash, _stored) = (baseSha256, [], -1);
        return SaveAsync(ct);
    }

    /// <summary>Stores what is not stored yet.</summary>
    public Task SaveAsync(CancellationToken ct) => _saving.IsCompleted ? _saving = SendAsync(ct) : _saving;

    private async Task SendAsync(CancellationToken ct)
    {
        while (!IsStored && Problem is not { Code: ValuesErrors.DraftChangedElsewhere })
        {
            var (text, version) = document.Snapshot();
            IsDirty = !HashOf(text).AsSpan().SequenceEqual(_baseHash);
            if (!IsDirty)
            {
                if (await DropAsync(ct) is not null)
                {
                    return;
                }
            }
            else
            {
                var saved = await gateway.RunAsync(new SaveValuesDraft(new Secret(text), _base, Version), background: true, ct: ct);
                Problem = saved.Error;
                if (!saved.IsSuccess)
                {
                    return;
                }

                (Version, SavedAt) = (saved.Value.Version, saved.Value.UpdatedAt);
            }

            _stored = version;
        }
    }

    private async Task<Error?> DropAsync(CancellationToken ct)
    {
        var dropped = Version == 0 ? Unit.Value : await gateway.RunAsync(new DiscardValuesDraft(Version), background: true, ct: ct);
        if (dropped.IsSuccess)
        {
            (Version, SavedAt) = (0, null);
        }

        return Problem = dropped.Error;
    }

    private static byte[] HashOf(string text) => SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan()));
}
