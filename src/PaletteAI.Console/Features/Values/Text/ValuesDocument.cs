using System.Security.Cryptography;
using PaletteAI.Console.Domain.Values.Copies;

namespace PaletteAI.Console.Features.Values.Text;

/// <summary>A text and the version it had.</summary>
public readonly record struct TextSnapshot(string Text, int Version);

/// <summary>
/// The console's copy of the text in one open editor. The editor is the only place where it changes; the copy follows, change by change. Safe for
/// threads: changes come over the circuit and by HTTP.
/// </summary>
public sealed class ValuesDocument
{
    /// <summary>What <see cref="Apply"/> answers when the copy is another text than the editor's: send the whole one.</summary>
    public const int Mismatch = -1;

    /// <summary>Most UTF-16 units of a text; no file of the allowed size has more.</summary>
    public const int Limit = 1024 * 1024;

    private readonly Lock _lock = new();
    private EditorText _text;
    private string _encoding;
    private int _version;

    public ValuesDocument(ValuesText text) => (_text, _encoding) = (new EditorText(text.Text), text.Encoding);

    /// <summary>Raised after every change, on whatever thread made it.</summary>
    public event Action? Changed;

    /// <summary>Grows with every change.</summary>
    public int Version
    {
        get
        {
            lock (_lock)
            {
                return _version;
            }
        }
    }

    /// <summary>The text as it goes back to bytes.</summary>
    public ValuesText Content
    {
        get
        {
            lock (_lock)
            {
                return new ValuesText(_text.ToString(), _encoding);
            }
        }
    }

    /// <summary>A copy of the text to work on; not to be kept.</summary>
    public TextSnapshot Snapshot()
    {
        lock (_lock)
        {
            return new TextSnapshot(_text.ToString(), _version);
        }
    }

    /// <summary>Follows changes of one version, given in its coordinates and in order.</summary>
    /// <param name="version">The version they start from.</param>
    /// <param name="changes">The changes.</param>
    /// <param name="lines">Lines of the text afterwards, as the editor counts.</param>
    /// <param name="length">Its length, as the editor counts.</param>
    /// <returns>The new version, or <see cref="Mismatch"/>.</returns>
    internal int Apply(int version, IReadOnlyList<EditorChange> changes, int lines, int length)
    {
        int answer;
        lock (_lock)
        {
            // Whatever a wrong change leaves is replaced by the whole text that is asked for.
            answer = version == _version && changes.Reverse().All(c => _text.TryReplace(c)) && _text.Lines == lines && _text.EditorLength == length && _text.Length <= Limit
                ? ++_version
                : Mismatch;
        }

        Changed?.Invoke();
        return answer;
    }

    /// <summary>Takes the editor's whole text, whose line breaks are line feeds.</summary>
    /// <returns>The new version.</returns>
    public int Take(string text)
    {
        int version;
        lock (_lock)
        {
            _text.Take(text);
            version = ++_version;
        }

        Changed?.Invoke();
        return version;
    }

    /// <summary>Becomes another text; the editor has to load it.</summary>
    public void Open(ValuesText text)
    {
        lock (_lock)
        {
            (_text, _encoding) = (new EditorText(text.Text), text.Encoding);
            _version++;
        }

        Changed?.Invoke();
    }
}

/// <summary>The texts of open editors, by a key nobody can guess. Each belongs to the session that opened it.</summary>
internal sealed class ValuesDocuments
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, (string Session, ValuesDocument Document)> _open = new(StringComparer.Ordinal);

    /// <summary>Number of open texts.</summary>
    public int Count => _open.Count;

    /// <summary>Adds a text for a session.</summary>
    /// <returns>Its key.</returns>
    public string Add(string session, ValuesDocument document)
    {
        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        _open[key] = (session, document);
        return key;
    }

    /// <summary>The text of a key; null when there is none, or it belongs to another session.</summary>
    public ValuesDocument? Find(string session, string key) =>
        session.Length > 0 && _open.TryGetValue(key, out var found) && found.Session == session ? found.Document : null;

    /// <summary>Forgets a text.</summary>
    public void Remove(string key) => _open.TryRemove(key, out _);
}
