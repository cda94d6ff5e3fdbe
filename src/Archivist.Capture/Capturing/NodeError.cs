using System.Runtime.InteropServices;
using Archivist.Platform.Problems;

namespace Archivist.Capture.Capturing;

/// <summary>The text of the field <c>error</c> of a node (docs/formats/repository.md). It is stored in snapshots, in English, and is compared when the next snapshot is taken: never reworded.</summary>
internal static class NodeError
{
    /// <summary>What is lost of an entry's attributes; at least one loss.</summary>
    internal static string Of(IReadOnlyList<AttributeLoss> losses) => string.Join("; ", losses.Select(Of));

    private static string Of(AttributeLoss loss) => loss switch
    {
        AttributeLoss.NotListed(var error) => $"its extended attributes cannot be listed: {Marshal.GetPInvokeErrorMessage(error)}",
        AttributeLoss.NameNotUtf8(var name) => $"its extended attribute {name} cannot be expressed: its name is not UTF-8",
        AttributeLoss.NotRead(var name, var error) => $"its extended attribute {name} cannot be read: {Marshal.GetPInvokeErrorMessage(error)}",
        AttributeLoss.Flags => "its flags immutable or append-only (chattr) cannot be expressed",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
