namespace Archivist.Machine.Planning;

/// <summary>An argument of a program. The private constructor closes the set. Immutable.</summary>
public abstract record StepArgument
{
    private StepArgument()
    {
    }

    /// <summary>Text.</summary>
    public sealed record Word(string Text) : StepArgument;

    /// <summary>The path of a device, known when the step runs.</summary>
    public sealed record Device(DeviceReference Reference) : StepArgument;

    /// <summary>The path of a file with this text, which is written for the step.</summary>
    /// <param name="Name">What to call it.</param>
    /// <param name="Text">What is in it.</param>
    public sealed record Content(string Name, string Text) : StepArgument;
}
