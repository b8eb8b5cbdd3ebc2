using System.Text.Json;

namespace PaletteAI.Console.Sandbox.State;

/// <summary>Keeps the state on disk: every change is written beside and renamed.</summary>
internal sealed class StateFile
{
    private static readonly JsonSerializerOptions _options = new() { WriteIndented = true };
    private readonly string _path;
    private readonly Lock _gate = new();
    private readonly ApplianceState _state;

    public StateFile(string folder)
    {
        Directory.CreateDirectory(folder);
        _path = Path.Combine(folder, "appliance.json");
        _state = Load(_path);
    }

    public T Read<T>(Func<ApplianceState, T> read)
    {
        lock (_gate)
        {
            return read(_state);
        }
    }

    public T Change<T>(Func<ApplianceState, T> change)
    {
        lock (_gate)
        {
            var result = change(_state);
            var beside = _path + ".new";
            File.WriteAllText(beside, JsonSerializer.Serialize(_state, _options));
            File.SetUnixFileMode(beside, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.Move(beside, _path, overwrite: true);
            return result;
        }
    }

    public void Change(Action<ApplianceState> change) => Change(state =>
    {
        change(state);
        return true;
    });

    // A damaged file is a fresh appliance: there is nothing in it that cannot be made again.
    private static ApplianceState Load(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<ApplianceState>(File.ReadAllText(path)) ?? new() : new();
        }
        catch (JsonException)
        {
            File.Move(path, path + ".damaged", overwrite: true);
            return new();
        }
    }
}
