using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Trees;

namespace Archivist.Restore.Restoring;

/// <summary>One node that is being restored, with its path below the target.</summary>
internal sealed class RestoredEntry(byte[] folder, Node node)
{
    private const int LongestName = 255;

    private int _blobsLeft = node.Content.Count;

    internal Node Node => node;

    /// <summary>The names of the directories above it, each with a <c>/</c> before it; empty at the top.</summary>
    internal byte[] Folder => folder;

    /// <summary>The name that a file has while it is not whole; null when it has its own.</summary>
    internal FileName? Unfinished { get; set; }

    /// <summary>The name that it has now.</summary>
    internal FileName CurrentName => Unfinished ?? node.Name;

    /// <summary>The unfinished file exists.</summary>
    internal bool IsMade { get; set; }

    /// <summary>The content could not be restored whole.</summary>
    internal bool IsBroken { get; set; }

    /// <summary>It could not be written; nothing more of it is tried.</summary>
    internal bool HasFailed { get; private set; }

    /// <summary>It lies over older content, so zeros must be written too.</summary>
    internal bool IsOverwritten { get; set; }

    /// <summary>It was there before, or its directory has a default ACL: it may have rights and attributes that are not the snapshot's.</summary>
    internal bool MayHaveOtherRights { get; set; }

    /// <summary>A new file of a single piece, which is as long as what is written to it; others get their length first.</summary>
    internal bool GrowsWithContent => !IsOverwritten && Opened is null && node.Content.Count == 1;

    /// <summary>Bytes of the pieces that are known.</summary>
    internal long Length { get; init; }

    /// <summary>Open already, and not closed here; null for a file below the target directory.</summary>
    internal Microsoft.Win32.SafeHandles.SafeFileHandle? Opened { get; init; }

    /// <summary>The first name of the same hard-linked file, when this is a further one of it.</summary>
    internal LinkedFile? LinkedTo { get; init; }

    /// <summary>For the first name of such a file.</summary>
    internal LinkedFile? LinkedFrom { get; set; }

    /// <summary>The name of a file that is not whole: its own with <c>.incomplete</c> behind it, cut where that would be too long for a name.</summary>
    /// <param name="name">Its own name.</param>
    /// <param name="isTaken">The snapshot has entries with such names in the same directory; then a part of the name's hash keeps them apart.</param>
    internal static FileName UnfinishedName(FileName name, bool isTaken)
    {
        var ending = ".incomplete"u8;
        if (!isTaken && name.Bytes.Length + ending.Length <= LongestName)
            return new FileName([.. name.Bytes, .. ending]);
        var mark = System.Text.Encoding.ASCII.GetBytes("." + Digest.Of(name.Bytes).ToString()[..16]);
        return new FileName([.. name.Bytes[..Math.Min(name.Bytes.Length, LongestName - mark.Length - ending.Length)], .. mark, .. ending]);
    }

    /// <summary>Nothing may be linked to it any more.</summary>
    internal void Fail(Failure failure)
    {
        HasFailed = true;
        LinkedFrom?.Break(failure);
    }

    /// <summary>The whole path, as <see cref="Folder"/> has it.</summary>
    internal byte[] FullPath() => DisplayPath.Join(folder, node.Name);

    /// <summary>True for the caller that wrote the last piece.</summary>
    internal bool CompletePiece() => Interlocked.Decrement(ref _blobsLeft) == 0 && !IsStaged;

    /// <summary>Its content comes in several walks, so that no single one of them knows when it is whole.</summary>
    internal bool IsStaged { get; init; }

    /// <summary>The path for display.</summary>
    public override string ToString() => DisplayPath.Of(FullPath());
}
