using Archivist.Platform.Processes;

namespace Archivist.Recovery.Builder;

/// <summary>The one program that is all the small ones.</summary>
internal static class Busybox
{
    internal static string PathIn(UnpackedTree tree) => tree.Find("bin/busybox", "usr/bin/busybox");

    /// <summary>The names it answers to, sorted.</summary>
    internal static async Task<IReadOnlyList<string>> AppletsAsync(UnpackedTree tree, CancellationToken cancellationToken)
    {
        var list = await ToolProcess.RunAsync(new ToolCommand(PathIn(tree), ["--list"]), cancellationToken);
        return [.. list.EnsureSuccess().OutputText
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(name => name != "busybox")
            .Order(StringComparer.Ordinal)];
    }
}
