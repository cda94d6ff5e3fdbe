namespace Archivist.Operations.Notifying;

/// <summary>An open incident.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Schedule">The schedule concerned.</param>
/// <param name="Kind">What it is, as in the settings: <c>failure</c>, <c>findings</c> or <c>overdue</c>.</param>
/// <param name="Opened">When the first event happened.</param>
/// <param name="Count">The number of events so far, 1 or more.</param>
/// <param name="Notified">When it was last reported.</param>
/// <param name="Problems">What went wrong last, in words.</param>
public sealed record ListedIncident(long Number, string Schedule, string Kind, DateTimeOffset Opened, int Count, DateTimeOffset Notified, IReadOnlyList<string> Problems);
