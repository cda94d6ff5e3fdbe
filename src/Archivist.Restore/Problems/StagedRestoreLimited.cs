using Archivist.Platform.Problems;

namespace Archivist.Restore.Problems;

/// <summary>A restore in stages, disc after disc, writes every file whole: it cannot keep or update files, nor only pretend.</summary>
public sealed record StagedRestoreLimited() : Problem(Failure.Usage, "restore");
