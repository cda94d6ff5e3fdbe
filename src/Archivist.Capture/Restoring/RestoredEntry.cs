using Archivist.Repository;

namespace Archivist.Capture.Restoring;

/// <summary>One node on its way back, with its place below the target.</summary>
internal sealed class RestoredEntry(byte[] folder, Node node)
{
    private int _blobsLeft = node.Content.Count;

    internal Node Node => node;

    /// <summary>The names of the folders above it, each with a <c>/</c> before it; empty at the top.</summary>
    internal byte[] Folder => folder;

    /// <summary>The content could not be restored whole.</summary>
    internal bool IsBroken { get; set; }

    /// <summary>It lies over older content, so zeros must be written too.</summary>
    internal bool IsOverwritten { get; set; }

    /// <summary>A new file of a single piece, which is as long as what is written to it; others get their length first.</summary>
    internal bool GrowsWithContent => !IsOverwritten && Opened is null && node.Content.Count == 1;

    /// <summary>Open already, and not closed here; null for a file below the target folder.</summary>
    internal Microsoft.Win32.SafeHandles.SafeFileHandle? Opened { get; init; }

    /// <summary>The first name of the same hard-linked file, when this is a further one of it.</summary>
    internal LinkedFile? LinkedTo { get; init; }

    /// <summary>For the first name of such a file.</summary>
    internal LinkedFile? LinkedFrom { get; set; }

    /// <summary>The whole path, as <see cref="Folder"/> has it.</summary>
    internal byte[] FullPath() => DisplayPath.Join(folder, node.Name);

    /// <summary>True for the caller that wrote the last piece.</summary>
    internal bool CompletePiece() => Interlocked.Decrement(ref _blobsLeft) == 0 && !IsStaged;

    /// <summary>Its content comes in several walks, so that no single one of them knows when it is whole.</summary>
    internal bool IsStaged { get; init; }

    /// <summary>The path for people.</summary>
    public override string ToString() => DisplayPath.Of(FullPath());
}
