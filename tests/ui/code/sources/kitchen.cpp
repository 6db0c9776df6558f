// Two cooks, as the tests of the code view show them: the numbers of the lines are those of kitchen_trace.h.

#include <mutex>
#include <thread>

std::mutex knife;
std::mutex pot;

void cookOne(Duration hold)
{
    knife.lock();
    note("knife taken by 1");
    sleepFor(hold);
    pot.lock();
    note("pot taken by 1");
    pot.unlock();
    knife.unlock();
}

void cookTwo()
{
    pot.lock();
    note("pot taken by 2");
    knife.lock();
    note("knife taken by 2");
    knife.unlock();
    pot.unlock();
}

// A long way down.
//
//
//
//
//
//
//
//
//
//
//
//
//
//
//
//
//
//
//
//
//
//
//
//
//
//

int main()
{
    std::thread one{cookOne};
    std::thread two{cookTwo};
    one.join();
    two.join();
}
