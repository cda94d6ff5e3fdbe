namespace Archivist.DiscProbe;

/// <summary>Remembers what a mutation wrote over, to take it back.</summary>
internal sealed class Undo
{
    private readonly List<(int At, byte[] Was)> _writes = [];

    internal void Keep(byte[] bytes, int at, int length) =>
        _writes.Add((at, bytes.AsSpan(at, Math.Min(length, bytes.Length - at)).ToArray()));

    internal string Describe() => "at " + string.Join(", ", _writes.Select(write => write.At));

    internal void Apply(byte[] bytes)
    {
        for (var i = _writes.Count - 1; i >= 0; i--)
            _writes[i].Was.CopyTo(bytes, _writes[i].At);
    }
}
