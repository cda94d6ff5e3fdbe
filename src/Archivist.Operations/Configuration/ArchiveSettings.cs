
namespace Archivist.Operations.Configuration;

/// <summary>What is archived, and in which repository.</summary>
/// <param name="Name">Names the archive in file names, on labels and in the ledger: letters, digits, dot, hyphen, underscore.</param>
/// <param name="Sources">Absolute paths; at least one unless there are block sources.</param>
/// <param name="Repository">The directory of the local repository, absolute.</param>
/// <param name="Password">Where the repository's password is; null where an identity opens it.</param>
/// <param name="Selection">What of the sources is left out.</param>
internal sealed record ArchiveSettings(
    string Name,
    IReadOnlyList<string> Sources,
    string Repository,
    SecretReference? Password,
    SelectionSettings Selection)
{
    /// <summary>An age identity file that opens the repository through its keyring, absolute; used without a password, and then not null.</summary>
    internal string? Identity { get; init; }

    /// <summary>Disks, images (absolute paths) and exports of NBD servers, each captured as one file.</summary>
    internal IReadOnlyList<string> BlockSources { get; init; } = [];

    /// <summary>Snapshots record the layout of the machine.</summary>
    internal bool RecordsSystem { get; init; }

    /// <summary>A table of what vendors charge, which comes before the shipped one; null without one.</summary>
    internal string? Prices { get; init; }
}
