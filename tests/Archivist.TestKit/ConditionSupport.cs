namespace Archivist.TestKit;

/// <summary>What an <see cref="S3Impostor"/> does with <c>If-None-Match</c>.</summary>
public enum ConditionSupport
{
    /// <summary>It overwrites all the same.</summary>
    PassedOver,

    /// <summary>It answers 501.</summary>
    Refused,

    /// <summary>It answers 412 when the object is there.</summary>
    Obeyed,
}
