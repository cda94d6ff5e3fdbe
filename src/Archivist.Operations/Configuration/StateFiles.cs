namespace Archivist.Operations.Configuration;

/// <summary>Where what an archive remembers on this machine is kept, beside the memory of its audits.</summary>
internal static class StateFiles
{
    private const string Audits = ".audits.sqlite";

    /// <summary>The file with this ending.</summary>
    internal static string StateFileOf(this ArchivistSettings settings, string ending)
    {
        var memory = settings.Audit.Memory;
        return (memory.EndsWith(Audits, StringComparison.Ordinal) ? memory[..^Audits.Length] : memory) + ending;
    }
}
