namespace Archivist.Operations.Events;

/// <summary>One start of a job.</summary>
/// <param name="Job">Its name.</param>
/// <param name="ScheduledAt">The time for which it was started; it may lie some milliseconds ahead.</param>
/// <param name="Progress">Receives how far the job is.</param>
public sealed record JobFiring(string Job, DateTimeOffset ScheduledAt, IProgress<JobProgress> Progress);
