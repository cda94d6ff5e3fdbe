using Archivist.Repository.Stores;

namespace Archivist.Replicas.Auditing;

/// <summary>What one look at one object on a replica showed.</summary>
/// <param name="Object">Its name, and the length in bytes that was expected.</param>
/// <param name="Grade">How closely it was looked at.</param>
/// <param name="Verdict">What came of it.</param>
/// <param name="At">When.</param>
public sealed record ObjectAudit(StoredObject Object, AuditGrade Grade, ObjectVerdict Verdict, DateTimeOffset At);
