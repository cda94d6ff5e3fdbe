using System.Collections.Concurrent;

namespace Archivist.Discs.Plain;

/// <summary>One source of <c>disc master</c>: a tree, and what is in front of the paths in it.</summary>
/// <param name="Tree">The directory, or the one that a single file lies in.</param>
/// <param name="Prefix">The name of a single file; empty for a directory.</param>
/// <param name="Changed">Takes the paths on the disc of files that were changed after they were listed.</param>
internal sealed record PlainSource(PlainTree Tree, byte[] Prefix, ConcurrentQueue<string> Changed);
