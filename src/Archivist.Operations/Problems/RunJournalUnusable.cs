using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>The database with the runs of schedules cannot be used.</summary>
public sealed record RunJournalUnusable(string File, Cause Cause) : Problem(Failure.Failed, File);
