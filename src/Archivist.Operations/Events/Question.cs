using Archivist.Discs.Burning;

namespace Archivist.Operations.Events;

/// <summary>A question to the operator. The private constructor closes the set.</summary>
public abstract record Question
{
    private Question()
    {
    }

    /// <summary>Everything on a disk will be lost: <see cref="Answer.Yes"/> or <see cref="Answer.No"/>.</summary>
    /// <param name="Device">The device.</param>
    /// <param name="Medium">What is in it.</param>
    /// <param name="Confirmed">The device that was confirmed in advance; null when none was.</param>
    public sealed record Overwrite(string Device, RecorderMedium Medium, string? Confirmed) : Question;

    /// <summary>A replica will no longer count, and its data stays: <see cref="Answer.Yes"/> or <see cref="Answer.No"/>.</summary>
    /// <param name="Replica">Its name.</param>
    /// <param name="Address">Where its data stays.</param>
    public sealed record Retire(string Replica, string Address) : Question;

    /// <summary>The password of a repository: <see cref="Answer.Secret"/>.</summary>
    /// <param name="Of">Whose; null for the repository that the operation is about.</param>
    public sealed record Password(string? Of) : Question;

    /// <summary>A new password, which is asked for twice: <see cref="Answer.Secret"/>.</summary>
    /// <param name="IsFirst">Of a new repository; otherwise a further one.</param>
    public sealed record NewPassword(bool IsFirst) : Question;

    /// <summary>The words of a share: <see cref="Answer.Secret"/>, empty when there is no further one.</summary>
    /// <param name="Number">Which share, counted from 1.</param>
    public sealed record Share(int Number) : Question;
}
